/** The things to try on a first visit. Their data (target, act, done when) is in lessons/first-steps. */
export const firstSteps = {
  title: 'Three things to try',
  label: 'Things to try',
  away: 'Put away',
  show: 'Show me where',
  watch: 'Watch:',
  done: 'Done',
  all: 'That was the tour. Everything else is yours: cut links, stall nodes, skew clocks, and undo at will.',
  step: {
    kill: {
      title: 'Kill one replica of three',
      todo: 'Choose Kill, then tap one replica in shard-2.',
      watch: 'the sentence above the graph. Two replicas are enough, so checkouts still go through.',
    },
    cutOff: {
      title: 'Cut a replica from its peers',
      todo: 'Select a replica of shard-1 and choose “Cut from its peers”. Customers still reach it.',
      watch: 'stale reads. The dashboard trusts a single replica, and this one no longer hears of new writes.',
    },
    rewind: {
      title: 'Go back and let it not happen',
      todo: 'Drag the playhead on the timeline to before the cut, and act there: that starts a branch.',
      watch: 'the timeline. Both runs stay, over the same seed, and can be laid side by side.',
    },
  } as Record<string, { title: string; todo: string; watch: string }>,
}
