import { CodedError } from '../../contract/errors.ts';
import {
  FIELD_MASK,
  type TargetChange,
  type TargetField,
  type TargetInput,
} from '../../contract/target.ts';
import { unmaskAddress } from '../../proxy/relay/mask.ts';

/**
 * A change with what it keeps of what is shown masked.
 * @throws CodedError `target_invalid` where there is nothing to keep
 */
export function keepMasked(change: TargetChange, before: TargetInput): TargetInput {
  const kept = (given: string, own: string) => {
    const whole = unmaskAddress(given, own);
    if (whole !== null) return whole;
    throw new CodedError('target_invalid', {
      name: change.name,
      detail: `what ${FIELD_MASK} is to stand for in its address is not known`,
    });
  };
  const { reference } = change;
  const ownUrl = before.reference.kind === 'url' ? before.reference.url : '';
  return {
    ...change,
    pattern: kept(change.pattern, before.pattern),
    reference:
      reference.kind === 'url' ? { kind: 'url', url: kept(reference.url, ownUrl) } : reference,
    fields: keptFields(change, before),
  };
}

/**
 * The fields of a change; of several by one name, the first without a value keeps the first one's.
 * @throws CodedError `target_invalid` for one that has no value to keep
 */
function keptFields(change: TargetChange, { fields }: TargetInput): TargetField[] {
  const before = [...fields];
  return change.fields.map(({ name, value }) => {
    const at = before.findIndex((field) => field.name.toLowerCase() === name.toLowerCase());
    const [known] = at < 0 ? [] : before.splice(at, 1);
    const kept = value ?? known?.value;
    if (kept !== undefined) return { name, value: kept };
    throw new CodedError('target_invalid', {
      name: change.name,
      detail: `${name} has no value yet that it could keep`,
    });
  });
}
