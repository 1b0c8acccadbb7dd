import { viewStore } from './stores.ts';

/** The browser has given the whole screen, and nobody has asked to leave it. */
let hasScreen = false;

const isPictureLarge = () => viewStore.getState().isPictureLarge;

/** The picture and its controls over the whole screen; where that is refused, over the whole window. */
export function toggleFullScreen(): void {
  if (isPictureLarge()) {
    leaveFullScreen();
    return;
  }
  viewStore.setState({ isPictureLarge: true });
  document.documentElement.requestFullscreen().then(
    () => {
      hasScreen = isPictureLarge();
      if (!hasScreen) giveBack();
    },
    () => 'refused: then it fills the window, and Escape leaves it',
  );
}

export function leaveFullScreen(): void {
  viewStore.setState({ isPictureLarge: false });
  hasScreen = false;
  giveBack();
}

function giveBack(): void {
  if (document.fullscreenElement) document.exitFullscreen().catch(() => 'it was left already');
}

/** Follows the browser, where Escape leaves the full screen by itself. */
export function watchFullScreen(): void {
  document.addEventListener('fullscreenchange', () => {
    if (document.fullscreenElement || !hasScreen) return;
    hasScreen = false;
    viewStore.setState({ isPictureLarge: false });
  });
}
