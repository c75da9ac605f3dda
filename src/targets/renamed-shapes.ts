import type { Target, TargetRole, TargetShape, TurnsReading } from '../core/target-types.ts';

/** Other names than a target's own, as a run tells its trainer. */
export interface OtherNames {
  /** Shapes that the names are for. */
  readonly speaksOf: (shape: TargetShape) => boolean;
  /** Key by field: a field is meant by its name, or by a key that it has. */
  readonly fields: ReadonlyMap<string, string>;
  /** Keys of a message. */
  readonly role?: string;
  readonly content?: string;
  /** How roles are spelt. */
  readonly roles?: Partial<Record<Exclude<TargetRole, 'unknown'>, string>>;
}

function turnsOf(turns: TurnsReading, { role, content, roles = {} }: OtherNames): TurnsReading {
  const spelt = Object.entries(roles).map(([name, spelling]) => [name, [spelling]] as const);
  return {
    role: role === undefined ? turns.role : [role],
    content: content === undefined ? turns.content : [content],
    roles: { ...turns.roles, ...Object.fromEntries(spelt) },
  };
}

/** A key, or a path as `chosen/from`, under the other names. */
function keyOf(key: string, shape: TargetShape, { fields, role, content }: OtherNames): string {
  const [root, ...inner] = key.split('/');
  const below = inner.map((step) => {
    if (role !== undefined && shape.turns?.role.includes(step) === true) return role;
    return content !== undefined && shape.turns?.content.includes(step) === true ? content : step;
  });
  return [fields.get(root) ?? root, ...below].join('/');
}

/** The same target, reading the shapes that are meant under other names. */
export function renamedShapes(target: Target, names: OtherNames): Target {
  const shapes = target.shapes.map((shape): TargetShape => {
    if (!names.speaksOf(shape)) return shape;
    const fields = Object.entries(shape.fields).map(([name, field]) => {
      const own = names.fields.get(name);
      const keys = own === undefined ? [...new Set(field.keys.map((key) => keyOf(key, shape, names)))] : [own];
      return [name, { ...field, keys }] as const;
    });
    const { turns } = shape;
    return {
      ...shape,
      fields: Object.fromEntries(fields),
      ...(turns !== undefined && { turns: turnsOf(turns, names) }),
    };
  });
  return { ...target, shapes };
}
