/** The words of src/app/graph. */
export const graph = {}
