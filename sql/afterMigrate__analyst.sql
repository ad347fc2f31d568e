-- Who may read the schema analytics. Runs after each migrate, because a role belongs to the cluster:
-- it may be missing where the database was restored, or be made by somebody else later.

DO $$
BEGIN
  -- Two migrations of this database take turns: both would change the same rows of the catalog.
  PERFORM pg_advisory_xact_lock(hashtext('syncpulse_analyst'));
  IF to_regrole('syncpulse_analyst') IS NULL THEN
    BEGIN
      CREATE ROLE syncpulse_analyst NOLOGIN;
      COMMENT ON ROLE syncpulse_analyst IS
        'Reads the schema analytics of Syncpulse, and nothing else. Grant it to those who may.';
    EXCEPTION
      -- A migration of another database of this cluster was faster.
      WHEN duplicate_object OR unique_violation THEN
        NULL;
      WHEN insufficient_privilege THEN
        RAISE WARNING 'There is no role syncpulse_analyst for reading the schema analytics, and % may not create it. Let an administrator run "CREATE ROLE syncpulse_analyst NOLOGIN", then migrate again.', current_user;
        RETURN;
    END;
  END IF;
  GRANT USAGE ON SCHEMA analytics TO syncpulse_analyst;
  GRANT SELECT ON ALL TABLES IN SCHEMA analytics TO syncpulse_analyst;
  GRANT EXECUTE ON ALL ROUTINES IN SCHEMA analytics TO syncpulse_analyst;
END $$;
