import type { Handler } from '../operation.ts';

export const getSettings: Handler<'settings.get'> = ({ settings }) => settings.get();
