"""HL7 v2 messages: their specifications as tables and files, and as what samples are held to."""
