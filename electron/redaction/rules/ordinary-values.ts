/** A type of .NET, where an object was written instead of its value, and words of programs. */
export const typeName =
  /^(?:[A-Z]\w+(?:\.[A-Z]\w+)+|(?:await|new|this)\b.*|[A-Za-z]\w*(?:\.\w+)*(?:\[["']|\((?:\)|["'])).*)$/;

/** A word of a program or a sentence, or a type of .NET. */
export const isWord = /^(?:[A-Z]\w+(?:\.[A-Z]\w+)+|[a-z]{1,12}(?:[_-][a-z]{1,12}){0,2}|[A-Z][a-z]{1,12}|\d{1,6})$/;
