/** The document with some fields set anew; the same one where they are so already. */
export function patch<Document extends object>(document: Document, change: Partial<Document>): Document {
  for (const field in change) {
    if (change[field] !== document[field]) return { ...document, ...change }
  }
  return document
}
