/** What is asked of the open run, and changes nothing of it: every question goes to whoever computes, as it stands. */
import type { DecidedAgain, LabQuestions } from '../actions'
import type { Compiling, DecisionId, DecisionsQuestion, Query, SavedRun, Session } from '../../lab/protocol'
import type { PolicyCode } from '../../policies'
import type { LabConnection } from './labConnection'

export abstract class LabReader implements LabQuestions {
  protected abstract readonly connection: LabConnection

  compilePolicy(code: PolicyCode): Promise<Compiling> {
    return this.connection.request({ do: 'compilePolicy', code }) as Promise<Compiling>
  }
  decisions(asked: DecisionsQuestion): ReturnType<LabQuestions['decisions']> {
    return this.query({ about: 'decisions', ...asked })
  }
  decision({ atUs, events, nth }: DecisionId): ReturnType<LabQuestions['decision']> {
    return this.query({ about: 'decision', atUs, events, nth })
  }
  decideAgain(asked: DecidedAgain): ReturnType<LabQuestions['decideAgain']> {
    return this.connection.request({ do: 'decideAgain', ...asked }) as ReturnType<LabQuestions['decideAgain']>
  }
  nodeDetails(node: number): ReturnType<LabQuestions['nodeDetails']> {
    return this.query({ about: 'node', node })
  }
  linkDetails(link: number): ReturnType<LabQuestions['linkDetails']> {
    return this.query({ about: 'link', link })
  }
  screenView(): ReturnType<LabQuestions['screenView']> {
    return this.query({ about: 'screen' })
  }
  breakerView(link: number): ReturnType<LabQuestions['breakerView']> {
    return this.query({ about: 'breaker', link })
  }
  policyViews(node: number): ReturnType<LabQuestions['policyViews']> {
    return this.query({ about: 'policies', node })
  }
  operations(asked: Parameters<LabQuestions['operations']>[0]): ReturnType<LabQuestions['operations']> {
    return this.query({ about: 'operations', ...asked })
  }
  trace(client: number, count: number): ReturnType<LabQuestions['trace']> {
    return this.query({ about: 'trace', client, count })
  }
  traces(asked: Parameters<LabQuestions['traces']>[0]): ReturnType<LabQuestions['traces']> {
    return this.query({ about: 'traces', ...asked })
  }
  underWay(client: number, count: number): ReturnType<LabQuestions['underWay']> {
    return this.query({ about: 'underWay', client, count })
  }
  spaceTime(fromUs: number, toUs: number): ReturnType<LabQuestions['spaceTime']> {
    return this.query({ about: 'spaceTime', fromUs, toUs })
  }
  history(asked: Parameters<LabQuestions['history']>[0]): ReturnType<LabQuestions['history']> {
    return this.query({ about: 'history', ...asked })
  }
  storeView(shard: number, logTo: number | null): ReturnType<LabQuestions['storeView']> {
    return this.query({ about: 'store', shard, logTo })
  }
  streamView(node: number): ReturnType<LabQuestions['streamView']> {
    return this.query({ about: 'stream', node })
  }
  currentRun(): ReturnType<LabQuestions['currentRun']> {
    return this.connection.request({ do: 'run' }) as ReturnType<LabQuestions['currentRun']>
  }
  session(): Promise<Session> {
    return this.connection.request({ do: 'session' }) as Promise<Session>
  }
  encoded(saved: SavedRun, to: 'link' | 'file'): Promise<string> {
    return this.connection.request({ do: 'encode', to, saved }) as Promise<string>
  }

  private query<T>(query: Query): Promise<T> {
    return this.connection.request({ do: 'query', query }) as Promise<T>
  }
}
