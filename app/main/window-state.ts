import type { Rectangle } from 'electron';
import { z } from 'zod';
import { readSmallFile, replaceSmallFile } from '../core/small-file.ts';

const windowState = z.object({
  position: z.object({ x: z.int(), y: z.int() }).nullable(),
  width: z.int().min(1),
  height: z.int().min(1),
  isMaximized: z.boolean(),
});
export type WindowState = z.infer<typeof windowState>;

export const defaultWindowState: WindowState = {
  position: null,
  width: 1440,
  height: 900,
  isMaximized: false,
};

/** What was saved, or the default when there is nothing, or nothing that can be used. */
export async function readWindowState(file: string): Promise<WindowState> {
  try {
    return windowState.parse(JSON.parse((await readSmallFile(file)) ?? ''));
  } catch {
    // A first start or a damaged file: where a window stood is not worth a question.
    return defaultWindowState;
  }
}

export async function writeWindowState(file: string, state: WindowState): Promise<void> {
  try {
    await replaceSmallFile(file, JSON.stringify(state));
  } catch {
    // A full or read-only disk must not keep the window from closing.
  }
}

/**
 * Forgets a place that none of today's screens shows, and sizes larger than the screen.
 * @param workAreas of all screens, the main one first
 */
export function fitToScreens(state: WindowState, workAreas: readonly Rectangle[]): WindowState {
  const shownBy = workAreas.find((area) => isTitleBarOn(state, area));
  const area = shownBy ?? workAreas[0] ?? state;
  return {
    position: shownBy ? state.position : null,
    width: Math.min(state.width, area.width),
    height: Math.min(state.height, area.height),
    isMaximized: state.isMaximized,
  };
}

/** Is enough of the top edge on the screen to take hold of the window? */
function isTitleBarOn({ position, width }: WindowState, area: Rectangle): boolean {
  if (position === null) return false;
  const { x, y } = position;
  const grip = 100;
  return (
    x + width >= area.x + grip &&
    x <= area.x + area.width - grip &&
    y >= area.y &&
    y <= area.y + area.height - grip
  );
}
