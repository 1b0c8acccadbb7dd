import type { Handler } from '../operation.ts';

export const listExchanges: Handler<'exchange.list'> = ({ exchanges }) => exchanges.list();
