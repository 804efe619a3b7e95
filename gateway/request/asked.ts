/** A request as the transport hands it over. */
export interface Asked {
  readonly requestId: string;
  readonly authorization: string | undefined;
  readonly purpose: string | undefined;
  readonly caseNumber: string | undefined;
  /** Whether withheld fields are wanted as GraphQL errors too. */
  readonly withheldAsErrors: boolean;
  /** Empty where a registered document is named by its id alone. */
  readonly query: string;
  /** The hash of a registered document, in small hexadecimal letters; null where a text is sent alone. */
  readonly documentId: string | null;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Came in a form in which nothing may be done, only asked. */
  readonly isReadOnly: boolean;
}
