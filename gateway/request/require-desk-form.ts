import { Kind, OperationTypeNode, visit, type DocumentNode } from 'graphql';
import { findActionFault } from '../../schema/action-form.ts';
import { SamsynError } from '../../schema/error-catalogue.ts';
import { holdsRef } from '../../schema/ref.ts';
import type { AdmittedOperation } from './admitted-operation.ts';
import { isDeskDoor } from './agency-door.ts';
import { listRootFields } from './measure-operation.ts';

/**
 * Refuses a mutation that is not one action with all its values in variables, and a question to a desk that names persons in
 * its text: a receipt binds the persons of the variables alone.
 * @throws SamsynError OPERATION_UNSUPPORTED
 */
export function requireDeskForm(
  document: DocumentNode,
  { operation, fragments }: Pick<AdmittedOperation, 'operation' | 'fragments'>,
): void {
  if (operation.operation === OperationTypeNode.MUTATION) {
    const reason = findActionFault({ kind: Kind.DOCUMENT, definitions: [operation, ...fragments.values()] });
    if (reason !== null) throw new SamsynError('OPERATION_UNSUPPORTED', { reason });
    return;
  }
  const asksDesk = listRootFields(operation.selectionSet, fragments).some(({ name }) =>
    isDeskDoor(`Query.${name.value}`),
  );
  if (asksDesk && namesPersons(document)) {
    throw new SamsynError('OPERATION_UNSUPPORTED', {
      reason: 'name the persons that you ask a desk about in variables',
    });
  }
}

function namesPersons(document: DocumentNode): boolean {
  let isNamed = false;
  visit(document, {
    StringValue: ({ value }) => {
      isNamed ||= holdsRef(value);
    },
  });
  return isNamed;
}
