import { useRead } from '#renderer/lib/queries';

/** A function's name or an attribute's does not change while the page is open, in milliseconds. */
const lasting = 3_600_000;

/** Takes an application's object id; gives its mappings beside the vendor's profile. */
export const useMappings = (id: string) => useRead('mappings.read', { application: id });

/** Gives the functions of the expression language. */
export const useFunctions = () => useRead('expressions.functions', {}, { freshForMs: lasting });

/** Takes the names of source attributes; gives invented people to try an expression on. */
export const useInventedPeople = (attributes: readonly string[]) =>
  useRead('expressions.inventSamples', { attributes: [...attributes] }, { freshForMs: lasting });
