import { Unplug } from 'lucide-react';
import { useStore } from 'zustand';
import { describeError } from '../../contract/errors.ts';
import { Button } from '../design/button.tsx';
import { cx } from '../design/cx.ts';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { viewStore, workbenchStore } from '../model/stores.ts';
import css from './connection-banner.module.css';

/** Says that the program behind the page cannot be reached. */
export function ConnectionBanner() {
  const { client } = useWorkbench();
  const connection = useStore(workbenchStore, (state) => state.connection);
  const isPictureLarge = useStore(viewStore, (state) => state.isPictureLarge);
  const attempts = connection.phase === 'lost' ? connection.attempts : 0;
  const { message, fix } = describeError('connection_lost');
  return (
    <div className={cx(css.banner, isPictureLarge && css.over)} role="alert">
      <Unplug size={15} aria-hidden />
      <p>
        <strong>{message}</strong> {fix}
      </p>
      <span className={css.attempts}>
        {attempts > 1 ? `Tried ${attempts} times` : 'Trying again'}
      </span>
      <Button onClick={() => client.retry()}>Try now</Button>
    </div>
  );
}
