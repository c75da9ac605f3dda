import { createFormTables, type FormTables } from './form-tables.ts';
import { type Kernel, startKernel } from './kernel.ts';

/** A kernel with the normal forms that it has learnt. */
export interface Pooled {
  readonly kernel: Kernel;
  readonly forms: FormTables;
}

/** Kernels that scanners have given back: a memory costs more to make than to empty, and what it knows of Unicode stays. */
export interface KernelPool {
  take(depthMost: number): Pooled;
  give(pooled: Pooled): void;
}

export function createKernelPool(module: WebAssembly.Module): KernelPool {
  const idle: Pooled[] = [];
  return {
    take(depthMost) {
      const pooled = idle.pop();
      if (pooled === undefined) {
        const kernel = startKernel(module, depthMost);
        return { kernel, forms: createFormTables(kernel) };
      }
      pooled.kernel.call.start(depthMost);
      return pooled;
    },
    give(pooled) {
      if (!idle.includes(pooled)) idle.push(pooled);
    },
  };
}
