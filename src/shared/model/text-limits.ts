/** The longest article that is read, in characters: four times the longest of the family. What is longer is none, and costs time to parse. */
export const longestArticle = 400_000;

/** The longest profile file that is read, in characters. */
export const longestProfile = 1_000_000;
