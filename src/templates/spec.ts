/** A chat template as plain data, which any thread can be told. */
export interface TemplateSpec {
  /** Where it was read, for people. */
  readonly path: string;
  readonly text: string;
  /** The template named `tool_use`, for records that declare tools; undefined: there is one for all. */
  readonly toolUse: string | undefined;
  /** Tokens of the tokenizer, where its configuration names them. */
  readonly bos: string | undefined;
  readonly eos: string | undefined;
}
