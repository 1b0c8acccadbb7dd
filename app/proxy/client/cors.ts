import { type Field, type Fields, fieldValue } from '../../http/fields.ts';

/**
 * What lets exactly one page read the answer (Fetch standard, CORS protocol); nothing for anybody else.
 * @param origin exact origin of our page, null when there is none
 */
export function corsFields(requestFields: Fields, origin: string | null): readonly Field[] {
  if (origin === null || fieldValue(requestFields, 'origin') !== origin) return [];
  return [
    {
      name: 'Access-Control-Allow-Origin',
      key: 'access-control-allow-origin',
      value: origin,
    },
    {
      name: 'Access-Control-Expose-Headers',
      key: 'access-control-expose-headers',
      value: 'Content-Range',
    },
    { name: 'Vary', key: 'vary', value: 'Origin' },
  ];
}

/** The fields of an answer with those of `corsFields`. */
export function withCors(
  fields: readonly Field[],
  requestFields: Fields,
  origin: string | null,
): readonly Field[] {
  const ours = corsFields(requestFields, origin);
  if (ours.length === 0) return fields;
  return [...fields.filter(({ key }) => !key.startsWith('access-control-')), ...ours];
}
