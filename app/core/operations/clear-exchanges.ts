import type { Handler } from '../operation.ts';

export const clearExchanges: Handler<'exchange.clear'> = ({ exchanges, publish }) => {
  const cleared = exchanges.clear();
  publish({ event: 'exchanges-cleared' });
  return { cleared };
};
