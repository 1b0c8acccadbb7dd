import { skip } from '../finding.ts';
import type { Rule } from '../rule.ts';

export const playsOn: Rule = {
  code: 'plays_on',
  group: 'playback',
  severity: 'warn',
  needs: ['playback'],
  says: 'Playback goes on after the picture without a stall.',
  fix: 'See in Timing whether the body comes slower than it is played.',
  judge: () => skip('Seeklab does not watch yet how playback goes on.'),
};
