/** The words of src/app/accuracy. */
export const accuracy = {}
