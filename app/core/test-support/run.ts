import { type OperationName, type OperationOutput, operations } from '../../contract/operations.ts';
import type { Workbench } from '../workbench.ts';

/** Runs an operation that must succeed, and checks its output against the contract. */
export async function run<N extends OperationName>(
  workbench: Workbench,
  name: N,
  input: unknown,
): Promise<OperationOutput<N>> {
  const result = await workbench.run(name, input);
  if (!result.ok) throw new Error(`${name}: ${result.error.message}`);
  return operations[name].output.parse(result.data) as OperationOutput<N>;
}
