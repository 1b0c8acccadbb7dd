import type { Handler } from '../operation.ts';

export const switchPart: Handler<'system.switch-part'> = async ({ system, publish }, input) => {
  await system.switchPart(input.part, input.isUp);
  const status = system.status();
  publish({ event: 'system', data: status });
  return status;
};
