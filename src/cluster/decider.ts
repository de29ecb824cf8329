/**
 * Decisions in a running cluster. Whoever decides (a balancer choosing an instance, a caller giving up) asks here, with the built-in
 * decision in hand: it holds unless a learner's policy reaches this place. The one implementation of `Decider` that can ask
 * policies is in policies/; a cluster without one decides by what is built in.
 */
import type { Contract, Decision, Moment } from '../decisions'
import type { Cluster, Place } from './contract'

/** Takes a decision. `state` is the built-in's own. */
export function decide<Context extends Moment, Answer, State>(
  cluster: Cluster,
  contract: Contract<Context, Answer>,
  place: Place,
  context: Context,
  builtIn: Decision<Context, Answer, State>,
  state: State,
): Answer {
  const { decider } = cluster
  return decider?.active ? decider.decide(cluster, contract, place, context, builtIn, state) : builtIn(context, state)
}
