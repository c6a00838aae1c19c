// Changes fields of a document.

/** The document with some fields changed. Returns the same object if they have these values already. */
export function patch<Document extends object>(document: Document, change: Partial<Document>): Document {
  for (const field in change) {
    if (change[field] !== document[field]) return { ...document, ...change }
  }
  return document
}
