import { describe, expect, it } from 'vitest';
import { givenOf } from '#cli/invocation';
import { mappingEdits } from '#cli/mapping-flags';
import { differencesText, triedText } from '#cli/mapping-text';
import { checkShowPlan } from '#cli/show-plan';
import { sourceOf } from '#shared/mappings/source-kind';
import type { ObjectMappingView } from '#shared/model/mappings';

const title = { targetAttributeName: 'title', source: sourceOf('direct', 'jobTitle'), flowType: 'Always' };
const added = { targetAttributeName: 'org', source: sourceOf('constant', 'x') };
const object: ObjectMappingView = {
  source: 'User',
  target: 'User',
  editable: true,
  enabled: true,
  actions: ['create'],
  otherActions: [],
  scopingFilter: null,
  filterInWords: null,
  mappings: [title],
  sourceAttributes: [],
  targetAttributes: [],
  findings: [
    {
      code: 'missing',
      attribute: 'org',
      message: 'm',
      explanation: null,
      repairs: [{ label: 'l', effect: null, edits: [{ kind: 'putMapping', mapping: added }] }],
    },
  ],
};
const editsOf = (options: Record<string, unknown>) => mappingEdits(givenOf([], options), object);

describe('the flags of "mapping edit"', () => {
  it('change a mapping in all its members and keep the others', () => {
    const edits = editsOf({
      expression: ['title=Coalesce([a], "b=c")'],
      default: ['title=none'],
      match: ['title=2'],
      onlyOnCreate: ['title'],
    });
    expect(edits.mappings.title).toEqual({
      ...title,
      source: sourceOf('expression', 'Coalesce([a], "b=c")'),
      defaultValue: 'none',
      matchingPriority: 2,
      flowType: 'ObjectAddOnly',
    });
  });

  it('add, clear and remove mappings, and apply a repair', () => {
    const edits = editsOf({
      direct: ['emails[type eq "work"].value=mail'],
      none: ['nickName'],
      remove: ['title'],
      repair: ['org'],
      turn: 'off',
      actions: 'create, update',
    });
    expect(edits).toMatchObject({ enabled: false, actions: ['create', 'update'] });
    expect(edits.mappings).toEqual({
      org: added,
      title: null,
      nickName: { targetAttributeName: 'nickName', source: null },
      'emails[type eq "work"].value': {
        targetAttributeName: 'emails[type eq "work"].value',
        source: sourceOf('direct', 'mail'),
      },
    });
  });

  it('define attributes with all their members', () => {
    const edits = editsOf({
      attribute: ['boss=Reference'],
      required: ['boss=yes'],
      multiValue: ['boss=no'],
      reference: ['boss=User'],
      apiExpression: ['boss=path:$.a:b'],
      removeAttribute: ['old'],
    });
    expect(edits.attributes).toEqual({
      boss: {
        name: 'boss',
        type: 'Reference',
        required: true,
        multivalued: false,
        referencedObjects: [{ object: 'User', property: null }],
        apiExpressions: [{ key: 'path', value: '$.a:b' }],
      },
      old: null,
    });
  });

  it.each([
    [{ direct: ['title'] }],
    [{ direct: ['=mail'] }],
    [{ match: ['title=first'] }],
    [{ attribute: ['a=Text'] }],
    [{ required: ['a=maybe'] }],
    [{ actions: 'create,explode' }],
    [{ turn: 'sideways' }],
    [{ repair: ['nothing'] }],
  ])('are refused with an example where they cannot be read: %j', (options) => {
    let error: unknown;
    try {
      editsOf(options);
    } catch (cause) {
      error = cause;
    }
    expect(error).toMatchObject({ error: { code: 'bad_request', nextStep: expect.stringMatching(/./) } });
  });
});

describe('what is printed', () => {
  it('stands under the column of what is wrong', () => {
    const diagnostic = {
      code: 'x',
      severity: 'error',
      message: 'Bad',
      offset: 5,
      length: 1,
      line: 1,
      column: 6,
    } as const;
    const text = triedText({ expression: 'Join(x)', diagnostics: [diagnostic], people: [] });
    expect(text).toBe('error at line 1, column 6: Bad\n  Join(x)\n       ^');
  });

  it('says where the service differs', () => {
    const value = (one: string) => ({ kind: 'value' as const, values: [one], note: null });
    const people = [{ name: 'Ada', ours: value('a'), service: value('b'), agrees: false }];
    expect(triedText({ expression: 'x', diagnostics: [], people })).toMatch(
      /Ada +"a" +"b" +DIFFERS: the service is right/,
    );
  });

  it('is one line without a difference', () => {
    expect(differencesText([])).toBe('No difference.');
  });

  it('is no script of a format that there is not', () => {
    expect(() => checkShowPlan({ given: givenOf([], { script: 'bash' }) })).toThrow(/no script format "bash"/);
    expect(() => checkShowPlan({ given: givenOf([], { script: 'http' }) })).not.toThrow();
  });
});
