import type { Handler } from '../operation.ts';

export const systemStatus: Handler<'system.status'> = ({ system }) => system.status();
