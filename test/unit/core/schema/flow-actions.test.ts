import { describe, expect, it } from 'vitest';
import { flowActions, flowTypesOf, sameFlowActions } from '#core/schema/flow-actions';

describe('flow actions', () => {
  it('does not mind order and case, and keeps flags that are not known here', () => {
    expect(flowActions('delete, Add')).toEqual(['create', 'delete']);
    expect(flowActions('None')).toEqual([]);
    expect(flowActions('Add, Merge')).toBeNull();
    expect(flowTypesOf(['update', 'create'], 'Delete, Merge')).toBe('Add, Update, Merge');
    expect(sameFlowActions('Update,Add', ['create', 'update'])).toBe(true);
    expect(sameFlowActions('Add, Merge', ['create'])).toBe(true);
    expect(sameFlowActions('Add', ['create', 'delete'])).toBe(false);
  });
});
