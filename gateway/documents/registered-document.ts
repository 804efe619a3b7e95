/** A document that was looked at before it may be asked: one operation, with its fragments. */
export interface RegisteredDocument {
  /** `sha256:` and the hash of the text, in hexadecimal. */
  readonly id: string;
  /** As clients hash it, byte for byte. */
  readonly text: string;
  readonly operationName: string;
}
