/**
 * Who decides in a world: the learner's policies in force, each where its command said, and the built-in decisions everywhere else.
 * The latest command that reaches a place rules it. A policy that fails is stood in for by what is built in, at that decision; one
 * that failed too often is off for good. All of it is part of the run, so that a replay decides the same. The journal keeps failures;
 * what was decided shows in what happened, so that a built-in decision and the same code as a policy give one fingerprint.
 */
import type { Cluster, ClusterNode, Command, Decider, Place, PolicyReach, Program } from '../cluster'
import { DECISION_STATUS } from '../cluster'
import type { AnswerProblem, Contract, ContractName, Decision, Moment } from '../decisions'
import { codeOf } from '../decisions'
import { assert, copyData } from '../kernel'
import type { HandlerName } from '../decisions/program/names'
import { HANDLERS } from '../decisions/program/names'
import type { Replica } from '../decisions/program/types'
import type { ExplainedOutcome, LoadedPolicy, PolicyFault, PolicyLibrary } from './loaded'
import { refused, Refusals } from './refusals'

/** So many failures, and a policy decides no more: each may have cost its whole budget. */
export const FAILURES_MAX = 20

/** One setPolicy command, as it stands. */
interface Applied {
  contract: ContractName
  code: string | null
  reach: PolicyReach
  decisions: number // that stood
  failures: number
  off: boolean
  resets: boolean
  lastFault: FaultAt | null
}
/** A failure with its moment. */
export interface FaultAt extends PolicyFault {
  atUs: number
  node: number
}
interface DeskState {
  applied: Applied[]
}
/** One decision, for whoever looks on; of a handler, what went in and came out passed the replica that was lent. `policy` null: what is built in decided. */
export interface Taken {
  contract: ContractName
  place: Place
  context: Moment
  state: unknown // before
  policy: { applied: number; code: string; reach: PolicyReach; failures: number; off: boolean } | null
  answer: unknown
  fault: PolicyFault | null
  builtIn: unknown // the function that is built in there
  explained: ExplainedOutcome | null // of a policy, where the watcher asked for it
}
/** Looks on while decisions are taken, and changes nothing. */
export interface Watcher {
  /** Comes before each decision: the context that it is to get, which must say and draw the same. */
  lend<Context extends Moment>(context: Context): Context
  /** Comes before each handler of a replica's program: the replica that it is to act by, which must do the same. */
  lendReplica(name: HandlerName, replica: Replica, subject: unknown): Replica
  /** Whether the decision that begins is to be told in full. */
  readonly explains: boolean
  tell(taken: Taken): void
}
/** Journey and step of an operation; null: of no user's. */
export type StepOf = (origin: number, count: number) => { journey: string; step: number } | null

export class Desk implements Decider {
  active = false
  private applied: Applied[] = []
  /** By place: which of `applied` rules it, −1: what is built in. Made again whenever that may have changed. */
  private readonly rulers = new Map<string, number>()
  private watcher: Watcher | null = null

  constructor(
    private readonly library: PolicyLibrary,
    private readonly stepOf: StepOf,
  ) {}

  /** Tells every decision from now on, those of what is built in too; null: no more. Watching changes nothing. */
  watch(watcher: Watcher | null): void {
    this.watcher = watcher
    this.settle()
  }
  get hasPolicies(): boolean {
    return this.applied.length > 0
  }
  /** The policies in force, latest last. */
  inForce(): readonly Readonly<Applied>[] {
    return this.applied
  }

  /** Whether a policy decides this on a node, over its edge to `called`, for whichever operations. */
  mayDecide({ nodes }: Cluster, contract: ContractName, node: ClusterNode, called: number): boolean {
    return this.applied.some(
      (one) =>
        one.code !== null &&
        !one.off &&
        one.contract === contract &&
        (one.reach.group ?? node.group) === node.group &&
        (one.reach.called ?? nodes[called].group) === nodes[called].group,
    )
  }

  command(cluster: Cluster, command: Command): void {
    if (command.kind === 'setPolicy') {
      const { contract, code, reach } = command
      this.applied.push({
        contract,
        code,
        reach,
        decisions: 0,
        failures: 0,
        off: false,
        resets: command.state === 'reset',
        lastFault: null,
      })
      this.settle()
      if (command.state === 'reset') this.forget(cluster, contract)
    } else if (command.kind === 'stopPolicy') {
      for (const one of this.applied) if (one.code === command.code) one.off = true
      this.settle()
    }
  }

  decide<Context extends Moment, Answer, State>(
    cluster: Cluster,
    contract: Contract<Context, Answer>,
    place: Place,
    given: Context,
    builtIn: Decision<Context, Answer, State>,
    state: State,
  ): Answer {
    const { watcher } = this
    const context = watcher ? watcher.lend(given) : given
    const at = this.rulerOf(cluster, contract.name, place)
    const loaded = at < 0 ? undefined : this.policyOf(at)
    if (!loaded) {
      const before = watcher && copyData(state)
      const answer = builtIn(context, state)
      this.tell(contract.name, place, context, before, -1, answer, null, builtIn, null)
      return answer
    }
    const key = stateKey(cluster, contract.code, place.called)
    const states = (place.node.policyStates ??= new Map())
    const before: unknown = states.has(key) ? states.get(key) : loaded.initial()
    const explained = watcher?.explains ? loaded.explain(context, before) : null
    const outcome = explained ?? loaded.decide(context, before)
    const problem = outcome.ok ? contract.problemOf(outcome.answer, context) : null
    if (outcome.ok && !problem) {
      states.set(key, outcome.state)
      this.applied[at].decisions++
      this.tell(contract.name, place, context, before, at, outcome.answer, null, builtIn, explained)
      return outcome.answer as Answer
    }
    const fault = outcome.ok ? refused(problem as AnswerProblem, outcome.answer, loaded) : outcome.fault
    const answer = builtIn(context, state)
    this.write(cluster, contract.code, fault.status, place, at, contract.note(answer))
    this.tell(contract.name, place, context, before, at, answer, fault, builtIn, explained)
    this.fail(at, fault, cluster, place)
    return answer
  }

  program(cluster: Cluster, node: ClusterNode, builtIn: Program): Program {
    if (!this.active) return builtIn
    const { watcher } = this
    const place = { node, called: -1, origin: -1, count: 0 }
    const at = this.rulerOf(cluster, 'program', place)
    if (at >= 0) return this.learners(cluster, place, at)
    if (!watcher) return builtIn
    return {
      ...builtIn,
      handle: (name, replica, state, subject, of) => {
        const before = copyData(state)
        const lent = watcher.lendReplica(name, replica, subject)
        const after = builtIn.handle(name, lent, state, subject, of)
        this.tell('program', { ...place, ...of }, lent, before, -1, null, null, null, null)
        return after
      },
    }
  }
  private learners(cluster: Cluster, place: Place, at: number): Program {
    const { watcher } = this
    const loaded = this.policyOf(at)
    const refusals = new Refusals(loaded)
    return {
      id: at,
      keepsState: !this.applied[at].resets,
      initial: () => loaded.initial(),
      copied: refusals.copied,
      refuse: refusals.refuse,
      handle: (name, given, state, subject, of) => {
        refusals.first = null
        const replica = watcher ? watcher.lendReplica(name, given, subject) : given
        const explained = watcher?.explains ? loaded.explainHandler(name, replica, state, subject) : null
        const outcome = explained ?? loaded.handle(name, replica, state, subject)
        const fault = outcome.ok ? refusals.first : outcome.fault
        this.tell('program', { ...place, ...of }, replica, state, at, null, fault, null, explained)
        if (outcome.ok && !fault) {
          this.applied[at].decisions++
          return outcome.state
        }
        const failed = fault as PolicyFault
        this.write(cluster, codeOf('program'), failed.status, place, at, HANDLERS.indexOf(name))
        this.fail(at, failed, cluster, place)
        return undefined
      },
    }
  }

  save(): DeskState {
    return { applied: this.applied.map((one) => ({ ...one })) }
  }
  load(state: unknown): void {
    this.applied = (state as DeskState).applied.map((one) => ({ ...one }))
    this.settle()
  }

  private fail(at: number, fault: PolicyFault, { nowUs }: Cluster, { node }: Place): void {
    this.applied[at].lastFault = { ...fault, atUs: nowUs, node: node.index }
    if (++this.applied[at].failures < FAILURES_MAX) return
    this.applied[at].off = true
    this.settle()
  }
  private settle(): void {
    this.rulers.clear()
    this.active = this.watcher !== null || this.applied.some(({ code, off }) => code !== null && !off)
  }
  private policyOf(at: number): LoadedPolicy {
    const loaded = this.library.get(this.applied[at].code as string)
    assert(loaded !== undefined, 'policy code is loaded before its command lands')
    return loaded
  }
  private rulerOf(cluster: Cluster, contract: ContractName, place: Place): number {
    const step = place.origin < 0 ? null : this.stepOf(place.origin, place.count)
    const { node, called } = place
    const key = `${contract} ${node.group} ${called < 0 ? '' : cluster.nodes[called].group} ${step ? `${step.journey} ${step.step}` : ''}`
    let at = this.rulers.get(key)
    if (at === undefined) {
      at = this.findRuler(cluster, contract, node, called, step)
      this.rulers.set(key, at)
    }
    return at
  }
  private findRuler(
    cluster: Cluster,
    contract: ContractName,
    node: ClusterNode,
    called: number,
    step: ReturnType<StepOf>,
  ): number {
    for (let at = this.applied.length - 1; at >= 0; at--) {
      const { contract: of, code, reach, off } = this.applied[at]
      if (of !== contract || off) continue
      if (reach.group !== undefined && reach.group !== node.group) continue
      if (reach.called !== undefined && (called < 0 || reach.called !== cluster.nodes[called].group)) continue
      if (reach.journey !== undefined && reach.journey !== step?.journey) continue
      if (reach.step !== undefined && reach.step !== step?.step) continue
      return code === null ? -1 : at
    }
    return -1
  }
  private forget(cluster: Cluster, contract: ContractName): void {
    const code = codeOf(contract)
    for (const { policyStates } of cluster.nodes)
      for (const key of [...(policyStates?.keys() ?? [])]) if (key % CONTRACTS === code) policyStates?.delete(key)
  }
  private write(
    cluster: Cluster,
    contract: number,
    status: keyof typeof DECISION_STATUS,
    { node, origin, count, called }: Place,
    at: number,
    note: number,
  ): void {
    cluster.recordDecision(node, contract, DECISION_STATUS[status], origin, count, called, at, note)
  }
  private tell(
    contract: ContractName,
    place: Place,
    context: Moment,
    state: unknown,
    at: number,
    answer: unknown,
    fault: PolicyFault | null,
    builtIn: unknown,
    explained: ExplainedOutcome | null,
  ): void {
    if (!this.watcher) return
    const { code, reach, failures, off } = at < 0 ? NOBODY : this.applied[at]
    const policy = code === null ? null : { applied: at, code, reach, failures, off }
    this.watcher.tell({ contract, place, context, state, policy, answer, fault, builtIn, explained })
  }
}

const NOBODY = { code: null, reach: {}, failures: 0, off: false }

/** What a policy remembers, it remembers of each group that its node calls. */
function stateKey({ nodes }: Cluster, contract: number, called: number): number {
  const first = called < 0 ? -1 : nodes.findIndex(({ group }) => group === nodes[called].group)
  return (first + 1) * CONTRACTS + contract
}
const CONTRACTS = 64 // more than there are
