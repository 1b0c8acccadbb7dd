import { viewStore } from './stores.ts';

/** The browser has given the whole screen, and nobody has asked to leave it. */
let hasScreen = false;
/** It is asked for one thing after the other: leaving takes it a moment, and a key may come within. */
let turn: Promise<void> = Promise.resolve();

const isPictureLarge = () => viewStore.getState().isPictureLarge;

/** The picture and its controls over the whole screen; where that is refused, over the whole window. */
export function toggleFullScreen(): void {
  setLarge(!isPictureLarge());
}

export function leaveFullScreen(): void {
  setLarge(false);
}

function setLarge(isLarge: boolean): void {
  viewStore.setState({ isPictureLarge: isLarge });
  turn = turn.then(settle);
}

/** Has the browser do what is wanted by now. */
async function settle(): Promise<void> {
  if (isPictureLarge() && !hasScreen) {
    // Refused, it fills the window, and Escape leaves it.
    hasScreen = await document.documentElement.requestFullscreen().then(
      () => true,
      () => false,
    );
  } else if (!isPictureLarge() && hasScreen) {
    hasScreen = false;
    await document.exitFullscreen().catch(() => 'it was left already');
  }
}

/** Follows the browser, where Escape leaves the full screen by itself. */
export function watchFullScreen(): void {
  document.addEventListener('fullscreenchange', () => {
    if (document.fullscreenElement || !hasScreen) return;
    hasScreen = false;
    viewStore.setState({ isPictureLarge: false });
  });
}
