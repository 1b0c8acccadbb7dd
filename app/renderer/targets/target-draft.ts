import { personalityName } from '../../contract/personality.ts';
import {
  FIELD_MASK,
  type GuessedTarget,
  type Target,
  type TargetChange,
  type TargetInput,
  type TargetReference,
} from '../../contract/target.ts';

/** A target as it stands in the form. */
export interface TargetDraft {
  name: string;
  pattern: string;
  /** One a line; empty for those of the library. */
  names: string;
  reference: TargetReference['kind'];
  /** The whole file's address where `reference` is `url`. */
  referenceUrl: string;
  /** The library's file where it has another name than the video. */
  referenceName: string | null;
  /** An option of `expectations`. */
  expected: string;
  /** `host:port`, with commas or spaces between. */
  redirects: string;
  isSelfSignedAllowed: boolean;
  fields: readonly FieldDraft[];
  /** May values that stay go to another server than the one that they were given for? */
  keepsSecrets: boolean;
}

/** A field of the form; `value` is null while the one that nobody is shown stays. */
export interface FieldDraft {
  readonly id: number;
  readonly name: string;
  readonly value: string | null;
  /** Is there a value that can stay? */
  readonly isKnown: boolean;
}

export const NOT_KNOWN = '';
const WITH_QUIRKS = 'quirks';

/** What can be chosen of whom it should be like. */
export const expectations: readonly { value: string; text: string }[] = [
  { value: NOT_KNOWN, text: 'not known' },
  ...personalityName.options.map((each) => ({ value: each, text: each })),
  { value: WITH_QUIRKS, text: 'perlbal-patch with quirks' },
];

export function draftOfGuess(guess: GuessedTarget): TargetDraft {
  return {
    ...guess,
    names: linesOf(guess.names),
    reference: 'target',
    referenceUrl: '',
    referenceName: null,
    expected: NOT_KNOWN,
    redirects: '',
    fields: knownFields(guess.fields),
    keepsSecrets: false,
  };
}

export function draftOfTarget(target: Target): TargetDraft {
  const { name, pattern, names, reference, expected, isSelfSignedAllowed } = target;
  return {
    name,
    pattern,
    names: linesOf(names),
    reference: reference.kind,
    referenceUrl: reference.kind === 'url' ? reference.url : '',
    referenceName: reference.kind === 'library' ? reference.name : null,
    expected: expected?.hasQuirks ? WITH_QUIRKS : (expected?.personality ?? NOT_KNOWN),
    redirects: target.redirectHosts.join(', '),
    isSelfSignedAllowed,
    fields: knownFields(target.fields),
    keepsSecrets: false,
  };
}

export function changeOf(draft: TargetDraft): TargetChange {
  return {
    name: draft.name.trim(),
    pattern: draft.pattern.trim(),
    names: namesOf(draft),
    reference: referenceOf(draft),
    expected: expectationOf(draft.expected),
    isSelfSignedAllowed: draft.isSelfSignedAllowed,
    redirectHosts: draft.redirects.split(/[\s,]+/).filter(Boolean),
    // A line that was begun and left empty is none.
    fields: draft.fields.flatMap(({ name, value }) =>
      name.trim() === '' && !value ? [] : { name: name.trim(), value },
    ),
  };
}

/** What is added, with the values that stood in what was pasted. */
export function inputOf(draft: TargetDraft, { fields }: GuessedTarget): TargetInput {
  const withValue = ({ id, value }: FieldDraft) => value ?? fields[id]?.value ?? '';
  const withValues = draft.fields.map((field) => ({ ...field, value: withValue(field) }));
  const change = changeOf({ ...draft, fields: withValues });
  return {
    ...change,
    fields: change.fields.map(({ name, value }) => ({ name, value: value ?? '' })),
  };
}

/** The other server that values which stay would go to; null where none does. */
export function newServerOf(draft: TargetDraft, before: TargetDraft): string | null {
  const isKept = draft.fields.some(({ isKnown, value }) => isKnown && value === null);
  if (isKept || draft.pattern.includes(FIELD_MASK)) {
    const server = serverOf(draft.pattern);
    if (server !== serverOf(before.pattern)) return server;
  }
  if (draft.reference !== 'url' || !draft.referenceUrl.includes(FIELD_MASK)) return null;
  const server = serverOf(draft.referenceUrl);
  return server === serverOf(before.referenceUrl) ? null : server;
}

/** Empty for what is no address. */
function serverOf(address: string): string {
  return URL.canParse(address.trim()) ? new URL(address.trim()).origin : '';
}

function knownFields(fields: readonly { readonly name: string }[]): FieldDraft[] {
  return fields.map(({ name }, id) => ({ id, name, value: null, isKnown: true }));
}

function linesOf(names: TargetInput['names']): string {
  return names.kind === 'list' ? names.names.join('\n') : '';
}

function namesOf({ pattern, names: text }: TargetDraft): TargetInput['names'] {
  if (!pattern.includes('{name}')) return { kind: 'one' };
  const names = text.split('\n').flatMap((line) => line.trim() || []);
  return names.length === 0 ? { kind: 'library' } : { kind: 'list', names };
}

function referenceOf({ reference, referenceUrl, referenceName }: TargetDraft): TargetReference {
  switch (reference) {
    case 'library':
      return { kind: reference, name: referenceName };
    case 'url':
      return { kind: reference, url: referenceUrl.trim() };
    case 'target':
      return { kind: reference };
  }
}

function expectationOf(text: string): TargetInput['expected'] {
  if (text === WITH_QUIRKS) return { personality: 'perlbal-patch', hasQuirks: true };
  const personality = personalityName.safeParse(text);
  return personality.success ? { personality: personality.data, hasQuirks: false } : null;
}
