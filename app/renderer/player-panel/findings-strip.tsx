import { TriangleAlert } from 'lucide-react';
import type { Finding } from '../../contract/video.ts';
import { formatCount, plural } from '../../seek/format.ts';
import { cx } from '../design/cx.ts';
import { Strip } from '../design/strip.tsx';
import { playback } from '../model/playback.ts';
import css from './findings-strip.module.css';

/** What is wrong with the file itself; the worst in sight, all of it on demand. */
export function FindingsStrip({ findings }: { findings: readonly Finding[] }) {
  const bad = findings
    .filter(({ severity }) => severity !== 'info')
    .toSorted((a, b) => Number(b.severity === 'fail') - Number(a.severity === 'fail'));
  const [worst] = bad;
  if (worst === undefined) return null;
  return (
    <Strip
      look="warn"
      className={css.strip}
      icon={
        <TriangleAlert
          size={14}
          aria-hidden
          className={cx(worst.severity === 'fail' && css.fail)}
        />
      }
      message={worst.message}
      aside={plural(bad.length, 'finding')}
    >
      <ul className={css.list}>
        {bad.map(({ code, offset, message }) => (
          <li key={`${code} ${offset}`} className={css.finding}>
            <code className={css.code}>{code}</code>
            <span>{message}</span>
            {offset !== null && (
              <button
                type="button"
                className={css.offset}
                title="Seek there"
                onClick={() => playback.seek({ kind: 'offset', offset })}
              >
                at byte {formatCount(offset)}
              </button>
            )}
          </li>
        ))}
      </ul>
    </Strip>
  );
}
