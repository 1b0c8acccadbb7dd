import { formatCount } from '../format-count.ts';
import type { ErrorEntry } from './error-entry.ts';

/** Errors of sweeps, their plans and their reports. */
export const sweepErrors = {
  plan_not_understood: {
    message: (p: { plan: string; part: string; place: number; detail: string }) =>
      `The plan "${p.plan}" is not understood at character ${p.place}, "${p.part}": ${p.detail}.`,
    fix: 'Join with "+": keyframes, keyframes:around, mid-tag, every-tag, every:10s, random:50, edges, file:PATH.',
    httpStatus: 400,
    exitCode: 2,
  },
  plan_line_not_understood: {
    message: (p: { path: string; line: number; detail: string }) =>
      `Line ${p.line} of "${p.path}" names no place: ${p.detail}`,
    fix: 'Write one place a line: a byte (1204887, 0x1262A7), a time (0:42.3) or a keyframe (#21); # and a space begin a remark.',
    httpStatus: 400,
    exitCode: 2,
  },
  plan_empty: {
    message: (p: { plan: string; detail: string }) =>
      `The plan "${p.plan}" asks for nothing: ${p.detail}.`,
    fix: 'Choose another plan, such as random:50 or edges, or another video.',
    httpStatus: 400,
    exitCode: 2,
  },
  plan_needs_file: {
    message: (p: { plan: string; name: string }) =>
      `"${p.plan}" needs every tag of "${p.name}", whose file is not on this machine.`,
    fix: 'Give the file with --media, or choose keyframes, which the index has.',
    httpStatus: 400,
    exitCode: 2,
  },
  sweep_nobody: {
    message: () => 'The sweep asks nobody: neither the embedded reproxy nor a target is chosen.',
    fix: 'Choose at least one personality or target.',
    httpStatus: 400,
    exitCode: 2,
  },
  sweep_running: {
    message: (p: { plan: string }) => `The sweep "${p.plan}" is not over yet.`,
    fix: 'Wait for it, or cancel it: two at once would take each other’s time.',
    httpStatus: 409,
    exitCode: 2,
  },
  sweep_over: {
    message: (p: { plan: string }) => `The sweep "${p.plan}" is over.`,
    fix: 'Start another one.',
    httpStatus: 409,
    exitCode: 2,
  },
  sweep_too_large: {
    message: (p: { asks: number; limit: number }) =>
      `The sweep has ${formatCount(p.asks)} seeks; the window takes ${formatCount(p.limit)} at most.`,
    fix: 'Choose fewer videos, targets or a smaller plan, or run it with seeklab sweep and load its report here.',
    httpStatus: 400,
    exitCode: 2,
  },
  sweep_unknown: {
    message: (p: { id: string }) => `There is no sweep "${p.id}" any more.`,
    fix: 'Choose one of the list: the oldest go when there are too many.',
    httpStatus: 404,
    exitCode: 2,
  },
  result_unknown: {
    message: (p: { number: number }) => `The sweep has no result of seek ${p.number}.`,
    fix: 'Wait until it is done, or choose another one.',
    httpStatus: 404,
    exitCode: 2,
  },
  report_too_large: {
    message: (p: { path: string; limit: number }) =>
      `"${p.path}" has over ${formatCount(p.limit)} bytes, which is as long as a report may be here.`,
    fix: 'Sweep in shards, and load one of their reports.',
    httpStatus: 413,
    exitCode: 2,
  },
  report_unusable: {
    message: (p: { path: string; detail: string }) =>
      `"${p.path}" is no report of a sweep: ${p.detail}.`,
    fix: 'Give a file that seeklab sweep wrote with --report json=FILE.',
    httpStatus: 400,
    exitCode: 2,
  },
  reports_unlike: {
    message: (p: { path: string; detail: string }) =>
      `"${p.path}" is not of the same sweep as the first report: ${p.detail}.`,
    fix: 'Merge the shards of one sweep: the same videos, targets, plan, seed and number of shards.',
    httpStatus: 400,
    exitCode: 2,
  },
  budget_not_understood: {
    message: (p: { path: string; line: number; column: number; detail: string }) =>
      `The budget "${p.path}" is not understood at line ${p.line}, column ${p.column}: ${p.detail}.`,
    fix: 'Write JSON or YAML as docs/schemas/budget.schema.json has it; docs/checks.md names the checks.',
    httpStatus: 400,
    exitCode: 2,
  },
  baseline_unlike: {
    message: (p: { path: string; detail: string }) =>
      `The baseline "${p.path}" cannot be compared with this sweep: ${p.detail}.`,
    fix: 'Give the JSON report of an earlier sweep of the same videos, targets, plan and seed, or make one with --report json=FILE.',
    httpStatus: 400,
    exitCode: 2,
  },
  browser_missing: {
    message: (p: { detail: string }) =>
      `--playback needs a browser, and there is none: ${p.detail}.`,
    fix: 'Install Chromium, Chrome or Edge, or name one with --browser PATH, or in SEEKLAB_BROWSER.',
    httpStatus: 500,
    exitCode: 2,
  },
  browser_unusable: {
    message: (p: { path: string; detail: string }) =>
      `The browser "${p.path}" shows no player: ${p.detail}.`,
    fix: 'Name a Chromium, Chrome or Edge that starts with --headless, with --browser PATH or in SEEKLAB_BROWSER.',
    httpStatus: 500,
    exitCode: 2,
  },
  player_lost: {
    message: (p: { reason: string }) =>
      `The player was lost while it carried this out: ${p.reason}.`,
    fix: 'Ask for it once more; if the player is lost again with the same video, report it with the video.',
    httpStatus: 500,
    exitCode: 1,
  },
  player_unknown: {
    message: () => 'Nobody waits for this player any more.',
    fix: 'Close the page: its sweep goes on with another one, or is over.',
    httpStatus: 404,
    exitCode: 1,
  },
} as const satisfies Record<string, ErrorEntry>;
