/** The words of src/app/charts. */
export const charts = {}
