"""What is handed over of works: execution, descriptors, agreements, carry-over of others."""
