/** The words of src/app/shell. */
export const shell = {}
