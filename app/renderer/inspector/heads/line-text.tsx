import css from './head-block.module.css';

interface LineTextProps {
  raw: string;
  isStartLine: boolean;
}

/** The bytes of a line, the name of a field apart from its value. */
export function LineText({ raw, isStartLine }: LineTextProps) {
  const colon = isStartLine ? -1 : raw.indexOf(':');
  if (colon <= 0) return raw;
  return (
    <>
      <span className={css.field}>{raw.slice(0, colon + 1)}</span>
      {raw.slice(colon + 1)}
    </>
  );
}
