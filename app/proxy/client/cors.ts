import { type Field, type Fields, fieldValue } from '../../http/fields.ts';

/**
 * Adds what lets exactly one page read the answer (Fetch standard, CORS protocol), and nothing for
 * anybody else.
 * @param origin exact origin of our page, null when there is none
 */
export function withCors(
  fields: readonly Field[],
  requestFields: Fields,
  origin: string | null,
): readonly Field[] {
  if (origin === null || fieldValue(requestFields, 'origin') !== origin) return fields;
  return [
    ...fields.filter(({ key }) => !key.startsWith('access-control-')),
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
