-- add --
INSERT INTO core.campaign (campaign_id, publisher_id, purpose, locale, words, stop_address, created_at)
VALUES (%(campaign_id)s, %(publisher_id)s, %(purpose)s, %(locale)s, %(words)s, %(stop_address)s, %(created_at)s)

-- one --
SELECT campaign_id, publisher_id, purpose, locale, words, stop_address, created_at FROM core.campaign
 WHERE campaign_id = %(campaign_id)s
