import { toSeeklabError } from '../../contract/errors.ts';
import { viewStore } from './stores.ts';

let nextId = 1;

/** Shows one line; the next one takes its place. */
export function tell(text: string): void {
  viewStore.setState({ notice: { id: nextId++, text, error: null } });
}

/** Shows what went wrong, with what to do about it. */
export function tellError(thrown: unknown): void {
  const error = toSeeklabError(thrown);
  viewStore.setState({ notice: { id: nextId++, text: error.message, error } });
}

export function dismissNotice(): void {
  viewStore.setState({ notice: null });
}
