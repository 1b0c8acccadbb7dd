import { expect, type Page } from '@playwright/test';

/** Collects what a page complains about, for a test that ends with none of it. */
export interface ConsoleWatch {
  /** Accepts errors that the test itself provokes, such as a refused request. */
  accept(pattern: RegExp): void;
  expectQuiet(): void;
}

export function watchConsole(page: Page): ConsoleWatch {
  const problems: string[] = [];
  const accepted: RegExp[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => problems.push(String(error.stack ?? error)));
  return {
    accept(pattern) {
      accepted.push(pattern);
    },
    expectQuiet() {
      const unexpected = problems.filter((text) => !accepted.some((each) => each.test(text)));
      expect(unexpected, 'errors in the page’s console').toEqual([]);
    },
  };
}
