import type { ErrorCode } from 'yaml';

const elsewhere = 'the text does not fit together here';

/** What each fault of YAML means, in words of our own. */
const sentences: Readonly<Partial<Record<ErrorCode, string>>> = {
  ALIAS_PROPS: 'a reference ("*name") has no tag and no anchor of its own',
  BAD_ALIAS: 'a reference ("*name") or an anchor ("&name") has no proper name',
  BAD_COLLECTION_TYPE: 'the tag does not fit the value',
  BAD_DIRECTIVE: 'a line that begins with "%" is not an instruction that YAML knows',
  BAD_DQ_ESCAPE: 'a text in double quotes has a "\\" with something behind it that means nothing; use single quotes',
  BAD_INDENT: 'the indentation does not fit the lines around it',
  BAD_PROP_ORDER: 'a tag or an anchor stands before an indicator and belongs behind it',
  BAD_SCALAR_START: 'a value begins with a reserved character; put it in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a value stands where a name is expected, or there is one ":" too many in the line',
  BLOCK_IN_FLOW: 'lists and mappings inside "[ ]" or "{ }" have to be written with those as well',
  DUPLICATE_KEY: 'the same name stands there twice',
  KEY_OVER_1024_CHARS: 'a name is longer than 1,024 characters',
  MISSING_CHAR: 'a character is missing, for example a closing quote, a bracket, a comma or a ":"',
  MULTILINE_IMPLICIT_KEY: 'a name goes over several lines, or its ":" is missing',
  MULTIPLE_ANCHORS: 'a value has more than one anchor',
  MULTIPLE_DOCS: 'there is more than one document in the text',
  MULTIPLE_TAGS: 'a value has more than one tag',
  NON_STRING_KEY: 'a name is not a text',
  TAB_AS_INDENT: 'a tab stands where only spaces may indent',
  TAG_RESOLVE_FAILED: 'the value does not fit its tag',
  UNEXPECTED_TOKEN: 'something stands here that does not belong here',
};

/**
 * Takes the code of a YAML fault; gives what is wrong. The library's own message quotes the text, and what stands at the
 * place of a fault may be a secret that somebody typed into the file.
 */
export const yamlFaultText = (code: ErrorCode): string => sentences[code] ?? elsewhere;
