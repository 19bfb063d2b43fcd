"""OAI-PMH 2.0 of the resource database. http://www.openarchives.org/OAI/openarchivesprotocol.html"""
