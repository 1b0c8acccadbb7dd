import { CodedError } from '../../contract/errors.ts';
import {
  type TargetField,
  type TargetInput,
  type TargetReference,
  targetField,
  targetInput,
} from '../../contract/target.ts';
import { basicCredentials } from '../../http/curl-command.ts';
import { readPattern } from '../../http/target-pattern.ts';
import { maskAddress } from '../../proxy/relay/mask.ts';
import { expectedMannersOf } from './manners-options.ts';
import type { OptionSpec, ParsedArgs } from './parsed-args.ts';

/** What is said of the target that one command asks. */
export const targetOptions = {
  header: {
    type: 'string',
    value: 'LINE',
    multiple: true,
    description: "With --target: 'Name: value' goes along; no record shows the value.",
  },
  'basic-auth': {
    type: 'string',
    value: 'USER:PASS',
    description: 'With --target: its Authorization; no record shows it.',
  },
  'allow-self-signed': {
    type: 'boolean',
    description: 'With --target: takes a certificate that nobody known has signed.',
  },
  'redirect-to': {
    type: 'string',
    value: 'HOST:PORT,…',
    multiple: true,
    description: 'With --target: whom it may lead to; credentials stay behind.',
  },
} as const satisfies Record<string, OptionSpec>;

/** The name of a target that was given without one. */
export const DEFAULT_TARGET = 'target';

/**
 * The targets of `--target NAME=PATTERN`.
 * @throws CodedError `usage`
 */
export function readTargets(args: ParsedArgs): TargetInput[] {
  return args.all('target').map((text) => {
    const { name, pattern } = readNamedPattern(text);
    if (name === null) throw usage(`--target is "${maskAddress(text)}": expected NAME=PATTERN.`);
    const read = readPattern(pattern);
    const hasName = read.kind === 'pattern' && read.hasName;
    return parse(text, {
      ...plain(name, pattern),
      names: { kind: hasName ? 'library' : 'one' },
      reference: hasName ? { kind: 'library', name: null } : { kind: 'target' },
    });
  });
}

/**
 * What a worker knows of targets that sweeps ask: the fields are for each of them.
 * @throws CodedError `usage`
 */
export function readOwnTargets(args: ParsedArgs): TargetInput[] {
  const texts = args.all('target');
  const named = texts.find((text) => readNamedPattern(text).name === null);
  if (named !== undefined)
    throw usage(`--target is "${maskAddress(named)}": expected NAME=PATTERN.`);
  if (texts.length === 0 && args.all('header').length + args.all('basic-auth').length > 0) {
    throw usage('--header and --basic-auth go with --target NAME=PATTERN: to no other server.');
  }
  return texts.map((text) => readTarget(args, text, ['any'], { kind: 'target' }));
}

/**
 * The one target that a command asks.
 * @param videoName of its one video, and the reference that stands for it
 * @throws CodedError `usage`
 */
export function readOneTarget(
  args: ParsedArgs,
  videoName: string,
  reference: TargetReference,
): TargetInput {
  const [text = '', ...surplus] = args.all('target');
  if (surplus.length > 0) throw usage('seeklab seek asks one --target.');
  return readTarget(args, text, [videoName], reference);
}

/**
 * The targets that a sweep asks for each of its videos.
 * @throws CodedError `usage`
 */
export function readSweptTargets(
  args: ParsedArgs,
  videoNames: readonly string[],
  reference: TargetReference,
): TargetInput[] {
  const texts = args.all('target');
  const targets = texts.map((text) => readTarget(args, text, videoNames, reference));
  const again = targets.find(({ name }, i) => targets.findIndex((each) => each.name === name) < i);
  if (again) throw usage(`--target "${again.name}" is there twice: write NAME=PATTERN.`);
  const one = targets.find(({ names }) => names.kind === 'one');
  if (one && videoNames.length > 1) {
    throw usage(
      `--target "${one.name}" has no {name}, so it has one video, not ${videoNames.length}.`,
    );
  }
  return targets;
}

function readTarget(
  args: ParsedArgs,
  text: string,
  videoNames: readonly string[],
  reference: TargetReference,
): TargetInput {
  const { name, pattern } = readNamedPattern(text);
  const read = readPattern(pattern);
  const hasName = read.kind === 'pattern' && read.hasName;
  return parse(text, {
    ...plain(name ?? DEFAULT_TARGET, pattern),
    expected: expectedMannersOf(args),
    names: hasName ? { kind: 'list', names: [...videoNames] } : { kind: 'one' },
    reference,
    isSelfSignedAllowed: args.isSet('allow-self-signed'),
    redirectHosts: args.list('redirect-to'),
    fields: fieldsOf(args),
  });
}

const plain = (name: string, pattern: string) => ({
  name,
  pattern,
  expected: null,
  isSelfSignedAllowed: false,
  redirectHosts: [],
  fields: [],
});

/** `NAME=http://…`; an address may have "=" in it, but not before its scheme. */
function readNamedPattern(text: string): { name: string | null; pattern: string } {
  const [, name = null, pattern = text] = /^([^=/?]+)=(https?:\/\/.*)$/is.exec(text) ?? [];
  return { name, pattern };
}

function fieldsOf(args: ParsedArgs): TargetField[] {
  const credentials = args.one('basic-auth');
  return [
    ...args.all('header').map(readField),
    ...(credentials === undefined
      ? []
      : [{ name: 'Authorization', value: basicCredentials(credentials) }]),
  ];
}

function readField(line: string): TargetField {
  const [, name, value] = /^([^:]+):[ \t]*(.*?)[ \t]*$/s.exec(line) ?? [];
  const field = targetField.safeParse({ name, value });
  // The line may hold a secret: what is told of it is its name at most.
  if (!field.success) throw usage(`--header ${name ?? ''} is no header like 'Name: value'.`);
  return field.data;
}

function parse(text: string, input: TargetInput): TargetInput {
  const parsed = targetInput.safeParse(input);
  if (parsed.success) return parsed.data;
  const detail = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw usage(`--target is "${maskAddress(text)}": ${detail.join('; ')}.`);
}

function usage(detail: string): CodedError {
  return new CodedError('usage', { detail });
}
