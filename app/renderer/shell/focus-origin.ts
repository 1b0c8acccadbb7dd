/** How the focus came to where it is: browsers keep that to themselves. */
export interface FocusOrigin {
  /** By a click or a tap, not by a key or a script after one. */
  isPointer(): boolean;
  close(): void;
}

export function watchFocusOrigin(): FocusOrigin {
  const listening = new AbortController();
  const { signal } = listening;
  const options = { capture: true, signal };
  let isLastInputPointer = false;
  let isPointer = false;
  const onPointer = () => {
    isLastInputPointer = true;
    // What has the focus already gets no other event.
    isPointer = true;
  };
  const onKey = () => {
    isLastInputPointer = false;
  };
  const onFocus = () => {
    isPointer = isLastInputPointer;
  };
  window.addEventListener('pointerdown', onPointer, options);
  window.addEventListener('keydown', onKey, options);
  window.addEventListener('focusin', onFocus, options);
  return { isPointer: () => isPointer, close: () => listening.abort() };
}
