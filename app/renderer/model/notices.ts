import { toSeeklabError } from '../../contract/errors.ts';
import { viewStore } from './stores.ts';

let nextId = 1;

/** Shows one line; the next one takes its place. */
export function tell(text: string): void {
  viewStore.setState({ notice: { id: nextId++, text, error: null, action: null } });
}

/** Shows one line with something to do about it, while it stays. */
export function offer(text: string, label: string, run: () => void): void {
  const action = {
    label,
    run() {
      dismissNotice();
      run();
    },
  };
  viewStore.setState({ notice: { id: nextId++, text, error: null, action } });
}

/** Shows what went wrong, with what to do about it. */
export function tellError(thrown: unknown): void {
  const error = toSeeklabError(thrown);
  viewStore.setState({ notice: { id: nextId++, text: error.message, error, action: null } });
}

export function dismissNotice(): void {
  viewStore.setState({ notice: null });
}
