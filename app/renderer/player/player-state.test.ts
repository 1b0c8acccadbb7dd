import { expect, it } from 'vitest';
import { describeError } from '../../contract/errors.ts';
import { type PhaseInput, phaseOf } from './player-state.ts';

const fresh: PhaseInput = {
  isOpened: false,
  hasPicture: false,
  hasPlayed: false,
  isPaused: true,
  isEnded: false,
  error: null,
};
const opened = { ...fresh, isOpened: true };
const shown = { ...opened, hasPicture: true };

it.each([
  ['idle', fresh],
  ['loading', opened],
  ['loading', { ...opened, isPaused: false }],
  ['ready', shown],
  ['playing', { ...shown, isPaused: false, hasPlayed: true }],
  ['paused', { ...shown, hasPlayed: true }],
  ['ended', { ...shown, hasPlayed: true, isEnded: true }],
  ['failed', { ...shown, error: describeError('media_missing') }],
  ['failed', { ...fresh, error: describeError('media_missing') }],
])('is %s', (phase, input) => {
  expect(phaseOf(input)).toBe(phase);
});
