import type { CheckOutcome } from '../../contract/check.ts';
import type { StripCell } from '../../contract/sweep-run.ts';
import { CELL_PX } from './strip-edges.ts';

export const STRIP_PX = 14;

/** A colour of each outcome, and that of what lies behind. */
export type StripColors = Readonly<Record<CheckOutcome | 'ground', string>>;

/** So much of a cell is the worst at least, so that it is seen. */
const LEAST_SHARE = 0.4;

/** Draws what came in each part of the video: of many the share of the worst. Not by colour alone: a failure is hatched, a warning dotted. */
export function drawStrip(
  context: CanvasRenderingContext2D,
  cells: readonly (StripCell | null)[],
  colors: StripColors,
): void {
  const { canvas } = context;
  context.clearRect(0, 0, canvas.width, canvas.height);
  const scale = canvas.height / STRIP_PX;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  for (const [i, cell] of cells.entries()) {
    if (cell !== null) drawCell(context, i * CELL_PX, cell, colors);
  }
  context.setTransform(1, 0, 0, 1, 0, 0);
}

function drawCell(
  context: CanvasRenderingContext2D,
  x: number,
  cell: StripCell,
  colors: StripColors,
): void {
  const { worst } = cell;
  const total = cell.fail + cell.warn + cell.pass + cell.skip;
  const share = LEAST_SHARE + (1 - LEAST_SHARE) * (cell[worst] / total);
  const height = worst === 'fail' || worst === 'warn' ? STRIP_PX * share : STRIP_PX * 0.4;
  const y = STRIP_PX - height;
  if (cell.pass > 0 && worst !== 'pass' && worst !== 'skip') {
    context.globalAlpha = 0.45;
    context.fillStyle = colors.pass;
    context.fillRect(x, 0, CELL_PX - 1, y);
    context.globalAlpha = 1;
  }
  context.fillStyle = colors[worst];
  context.fillRect(x, y, CELL_PX - 1, height);
  if (worst === 'fail') hatch(context, x, y, colors.ground);
  if (worst === 'warn') dot(context, x, y, colors.ground);
}

function hatch(context: CanvasRenderingContext2D, x: number, y: number, color: string): void {
  context.save();
  context.beginPath();
  context.rect(x, y, CELL_PX - 1, STRIP_PX - y);
  context.clip();
  context.strokeStyle = color;
  context.lineWidth = 0.8;
  context.beginPath();
  for (let at = y - 4; at < STRIP_PX + 4; at += 4) {
    context.moveTo(x - 1, at + 4);
    context.lineTo(x + CELL_PX, at);
  }
  context.stroke();
  context.restore();
}

function dot(context: CanvasRenderingContext2D, x: number, y: number, color: string): void {
  context.fillStyle = color;
  for (let at = y + 2; at < STRIP_PX - 1; at += 4) context.fillRect(x + 1, at, 1.2, 1.2);
}
