// What is in the graph? Its labels and what joins them, drawn, without what the product notes for itself.
// gives nodes: one for each label
// gives relationships: one for each type between two labels
CALL db.schema.visualization() YIELD nodes AS labels, relationships
RETURN [n IN labels WHERE NOT n.name IN ['ImagineGraph', 'Bundle']] AS nodes, relationships
