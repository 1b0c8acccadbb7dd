import type { OperationInput, OperationName, OperationOutput } from '../../contract/operations.ts';
import type {
  GuessedTarget,
  TargetChange,
  TargetIdentity,
  TargetInput,
} from '../../contract/target.ts';
import type { Connection } from './connection.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { workbenchStore } from './stores.ts';

/** What the page can do with targets; the list of them arrives in `workbenchStore`. */
export interface TargetClient {
  /** @param pasted an address, or a curl command */
  guess(pasted: string): Promise<Outcome<GuessedTarget>>;
  add(input: TargetInput): Promise<Outcome<unknown>>;
  /**
   * A field without a value keeps its own.
   * @param keepSecrets also where they go to another server than before
   */
  change(name: string, change: TargetChange, keepSecrets: boolean): Promise<Outcome<unknown>>;
  remove(name: string): Promise<Outcome<unknown>>;
  save(name: string, isSaved: boolean): Promise<Outcome<unknown>>;
  identify(name: string, videoName: string): Promise<Outcome<TargetIdentity>>;
}

type Listing = Extract<
  OperationName,
  'target.add' | 'target.change' | 'target.remove' | 'target.save'
>;

export function createTargetClient(connection: Pick<Connection, 'call'>): TargetClient {
  const change = async <N extends Listing>(
    operation: N,
    input: OperationInput<N>,
  ): Promise<Outcome<OperationOutput<N>>> => outcomeOf(connection.call(operation, input));

  return {
    guess: (text) => outcomeOf(connection.call('target.guess', { text })),
    add: (input) => change('target.add', input),
    change: (name, target, keepSecrets) => change('target.change', { name, target, keepSecrets }),
    remove: (name) => change('target.remove', { name }),
    save: (name, isSaved) => change('target.save', { name, isSaved }),
    identify: (name, videoName) =>
      outcomeOf(connection.call('target.identify', { name, videoName })),
  };
}

/** Reads the list anew, as after the connection was lost. */
export async function loadTargets(connection: Pick<Connection, 'call'>): Promise<void> {
  workbenchStore.setState({ targets: await connection.call('target.list', {}) });
}
