import { Fragment, type ReactElement } from 'react';

/** Takes a name of many parts, such as a SCIM URN; gives it so that lines break between the parts first. */
export function Breakable({ name }: { readonly name: string }): ReactElement {
  const parts = name.split(/(?<=[:.])/);
  return (
    <>
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of a name may be equal and never move
        <Fragment key={index}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </>
  );
}
